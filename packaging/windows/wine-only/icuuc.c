/* Stands in for Windows' own icuuc.dll, which Wine lacks, so that Qt loads under Wine. Never shipped.
   Every converter "cannot be opened", and Qt then goes on with its own UTF codecs. */
#define EXPORT __declspec(dllexport)
#define FILE_ACCESS_ERROR 4

EXPORT void *ucnv_open(const char *name, int *error) {
  (void)name;
  *error = FILE_ACCESS_ERROR;
  return 0;
}
EXPORT int ucnv_countAvailable(void) { return 0; }
EXPORT const char *ucnv_getAvailableName(int index) { (void)index; return 0; }
EXPORT const char *ucnv_getName(const void *converter, int *error) { (void)converter; (void)error; return 0; }
EXPORT const char *ucnv_getStandardName(const char *name, const char *standard, int *error) {
  (void)name; (void)standard; (void)error;
  return 0;
}
EXPORT signed char ucnv_getMaxCharSize(const void *converter) { (void)converter; return 1; }
EXPORT int ucnv_toUCountPending(const void *converter, int *error) { (void)converter; (void)error; return 0; }
EXPORT int ucnv_fromUCountPending(const void *converter, int *error) { (void)converter; (void)error; return 0; }

/* none of these is reached without an open converter */
#define NOTHING(name) EXPORT void name(void) {}
NOTHING(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NOTHING(UCNV_TO_U_CALLBACK_SUBSTITUTE)
NOTHING(ucnv_cbFromUWriteUChars)
NOTHING(ucnv_cbToUWriteUChars)
NOTHING(ucnv_close)
NOTHING(ucnv_fromUnicode)
NOTHING(ucnv_getFromUCallBack)
NOTHING(ucnv_getToUCallBack)
NOTHING(ucnv_reset)
NOTHING(ucnv_setFromUCallBack)
NOTHING(ucnv_setToUCallBack)
NOTHING(ucnv_toUnicode)
