import java.io.FileInputStream;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates files and prints a line for each and each profile: profile, file, verdict, broken rules. */
public class PdfCheck {
  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.SEVERE);
    VeraGreenfieldFoundryProvider.initialise();
    for (int i = 1; i < arguments.length; i++) {
      for (String profile : arguments[0].split(",")) {
        System.out.println(profile + "\t" + arguments[i] + "\t" + verdict(arguments[i], profile));
      }
    }
  }

  private static String verdict(String path, String profile) {
    PDFAFlavour flavour = PDFAFlavour.byFlavourId(profile);
    try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(path), flavour)) {
      ValidationResult result = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
      TreeSet<String> broken = new TreeSet<>();
      for (TestAssertion assertion : result.getTestAssertions()) {
        if (assertion.getStatus() == TestAssertion.Status.FAILED) {
          broken.add(assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber());
        }
      }
      return (result.isCompliant() ? "pass" : "fail") + "\t" + String.join(",", broken);
    } catch (Exception error) {
      return "error\t" + error;
    }
  }
}
