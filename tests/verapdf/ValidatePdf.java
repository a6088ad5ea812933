// Judges PDFs by veraPDF: arguments are files; prints "file<TAB>flavour<TAB>rule<TAB>message" for
// each rule that fails, and nothing for a file that passes. One Java machine judges all files.

import java.io.FileInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class ValidatePdf {
    private static final List<PDFAFlavour> STANDARDS = List.of(PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_2_A);

    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            judge(file);
        }
    }

    /** Reads a file once, and holds it to both standards. */
    private static void judge(String file) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), STANDARDS.get(0));
                PDFAValidator validator = Foundries.defaultInstance().createValidator(STANDARDS)) {
            List<ValidationResult> results = validator.validateAll(parser);
            if (results.size() != STANDARDS.size()) {
                throw new IllegalStateException(file + " was held to " + results.size() + " standards");
            }
            results.forEach((result) -> tell(file, result));
        }
    }

    private static void tell(String file, ValidationResult result) {
        Map<String, String> failed = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                failed.putIfAbsent(rule, assertion.getMessage().replaceAll("\\s+", " "));
            }
        }
        if (!result.isCompliant() && failed.isEmpty()) {
            failed.put("none", "not compliant, without a failed rule");
        }
        String flavour = result.getPDFAFlavour().getId();
        failed.forEach((rule, message) ->
                System.out.println(file + "\t" + flavour + "\t" + rule + "\t" + message));
    }
}
