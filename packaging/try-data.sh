#!/usr/bin/env bash
# Lays out what the trials of both systems use: an export to compare with, a draft that an older program wrote and its
# form, forms to drop, an office's settings. Usage: try-data.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1
python=${PYTHON:-python3}
[ -n "${PYTHON:-}" ] || [ ! -x .venv/bin/python ] || python=$PWD/.venv/bin/python
id=1d1ff338-7340-4418-bfdd-2e02cae7ef4e

rm -rf "$folder"
mkdir -p "$folder/formularios" "$folder/nuevos"
"$python" -m fichas_desktop exportar tests/data/fichas/larga/respuestas.json --salida "$folder/expected" > /dev/null
for schema in 1 2; do
  mkdir -p "$folder/schema-$schema"
  cp -R "tests/data/drafts/schema-$schema" "$folder/schema-$schema/$id"
done
cp tests/data/forms/SINT-01-v01.toml "$folder/formularios/"
sed 's/^version = "01"/version = "02"/' resources/forms/4202000-FT-1311-v01.toml > "$folder/nuevos/4202000-FT-1311-v02.toml"
echo 'code = 3 =' > "$folder/nuevos/ROTO-01-v01.toml"
sha256=$(sha256sum < "$folder/formularios/SINT-01-v01.toml" | cut -d ' ' -f 1)
cat > "$folder/ajustes.toml" << END
correo = "gestion@entidad.gov.co"
limite_correo_mb = 20
carpeta_datos = "~/Fichas de la entidad"

[sugerencias]
dependencia = ["Oficina Asesora de Señales"]

[[formularios]]
carpeta = "formularios"
sha256 = ["$sha256"]
END
