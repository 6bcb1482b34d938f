package io.wardtap.appliance.conformance;

import ca.uhn.hl7v2.AbstractHL7Exception;
import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.Location;
import ca.uhn.hl7v2.model.Group;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Structure;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.validation.ValidationContext;
import ca.uhn.hl7v2.validation.ValidationException;
import ca.uhn.hl7v2.validation.impl.SimpleValidationExceptionHandler;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/// HAPI's view of a message: whether it can be read, has the segments and fields that its version
/// requires, no field more often than allowed, and values of the right types. The one class that
/// sees HAPI, and that is loaded with the first message to be checked. What its exceptions say is
/// never looked at: it quotes the message. One thread at a time.
final class HapiValidator implements MessageValidator {
    /// Findings of one message; further ones are left out.
    static final int MOST = 32;

    private static final String REQUIRED_MISSING = "101";
    private static final String SEGMENT_MISSING = "100";

    /// From version 2.7 on.
    private static final String CARDINALITY = "198";

    private static final int DEEPEST = 16;

    private final DefaultHapiContext context = new DefaultHapiContext();
    private final PipeParser parser;
    private final ca.uhn.hl7v2.validation.MessageValidator types;

    HapiValidator() {
        ValidationContext rules = ValidationContextFactory.defaultValidation();
        context.setValidationContext(ValidationContextFactory.noValidation());
        parser = context.getPipeParser();
        types = new ca.uhn.hl7v2.validation.MessageValidator(rules, false);
    }

    @Override
    public Collection<ConformanceFinding> check(String message) {
        Set<ConformanceFinding> found = new LinkedHashSet<>();
        try {
            Message read = parser.parse(withFourEncodingCharacters(message));
            structure(read, 0, found);
            SimpleValidationExceptionHandler handler =
                    new SimpleValidationExceptionHandler(context);
            types.validate(read, handler);
            for (ValidationException each : handler.getExceptions()) {
                add(found, String.valueOf(each.getErrorCode()), position(each));
            }
        } catch (HL7Exception e) {
            add(found, String.valueOf(e.getErrorCode()), position(e));
        }
        return found;
    }

    /// HAPI refuses the fifth, which the standard has from version 2.7 on.
    private static String withFourEncodingCharacters(String message) {
        boolean five =
                message.length() > 9
                        && message.charAt(8) == '#'
                        && message.charAt(9) == message.charAt(3);
        return five ? message.substring(0, 8) + message.substring(9) : message;
    }

    private static void add(Set<ConformanceFinding> found, String code, String position) {
        if (found.size() < MOST) {
            found.add(new ConformanceFinding(code, position));
        }
    }

    private static String position(AbstractHL7Exception e) {
        Location location = e.getLocation();
        if (location == null || location.getSegmentName() == null) {
            return "";
        }
        int field = location.getField();
        return field > 0 ? location.getSegmentName() + "-" + field : location.getSegmentName();
    }

    private static void structure(Group group, int depth, Set<ConformanceFinding> found)
            throws HL7Exception {
        if (depth > DEEPEST) {
            return;
        }
        for (String name : group.getNames()) {
            Structure[] all = group.getAll(name);
            boolean empty = true;
            for (Structure each : all) {
                if (each.isEmpty()) {
                    continue;
                }
                empty = false;
                if (each instanceof Group inner) {
                    structure(inner, depth + 1, found);
                } else if (each instanceof Segment segment) {
                    fields(segment, found);
                }
            }
            // the standard's own names of segments and groups, without HAPI's number behind them
            if (empty && group.isRequired(name) && !group.isChoiceElement(name)) {
                add(found, SEGMENT_MISSING, name);
            }
        }
    }

    private static void fields(Segment segment, Set<ConformanceFinding> found) throws HL7Exception {
        for (int n = 1; n <= segment.numFields(); n++) {
            Type[] values = segment.getField(n);
            int most = segment.getMaxCardinality(n);
            if (segment.isRequired(n) && isEmpty(values)) {
                add(found, REQUIRED_MISSING, segment.getName() + "-" + n);
            } else if (most > 0 && values.length > most) {
                add(found, CARDINALITY, segment.getName() + "-" + n);
            }
        }
    }

    private static boolean isEmpty(Type[] values) throws HL7Exception {
        for (Type value : values) {
            if (!value.isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
