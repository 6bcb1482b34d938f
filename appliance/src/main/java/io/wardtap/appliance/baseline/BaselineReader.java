package io.wardtap.appliance.baseline;

import com.fasterxml.jackson.databind.JsonNode;

import io.wardtap.appliance.observe.Address;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Reads profiles from JSON; what is missing or of the wrong shape is an [IllegalArgumentException]
/// that names the field.
final class BaselineReader {
    private static final int MAX_NAME = 512;

    private final Baseline baseline;

    BaselineReader(Baseline baseline) {
        this.baseline = baseline;
    }

    void read(JsonNode root) {
        List<Long> gateways = new ArrayList<>();
        for (JsonNode mac : array(root, "gateways", 4096)) {
            gateways.add(HexFormat.fromHexDigitsToLong(mac.asText()));
        }
        List<Profile> profiles = new ArrayList<>();
        for (JsonNode node : array(root, "profiles", Baseline.MAX_PROFILES)) {
            profiles.add(profile(node));
        }
        gateways.forEach(baseline::giveGateway);
        profiles.forEach(baseline::give);
    }

    private static Profile profile(JsonNode node) {
        Profile profile = new Profile(text(node, "key"), number(node, "first_ns"));
        for (JsonNode address : array(node, "addresses", Profile.MAX_ADDRESSES)) {
            profile.address(Address.parse(address.asText()));
        }
        profile.deviceClass = text(node, "class");
        profile.state = LearningState.of(text(node, "state"));
        profile.lastNs = number(node, "last_ns");
        profile.observations = number(node, "observations");
        for (JsonNode peer : array(node, "peers", Profile.MAX_PEERS)) {
            PeerUse use = new PeerUse(number(peer, "last_ns"));
            use.services = numbers(peer, "services", PeerUse.MAX_SERVICES);
            profile.peers.put(text(peer, "key"), use);
        }
        profile.peersFull = flag(node, "peers_full");
        profile.services = numbers(node, "services", Profile.MAX_SERVICES);
        profile.servicesFull = flag(node, "services_full");
        strings(node, "calling_ae", Profile.MAX_AE_TITLES, profile.callingAeTitles);
        strings(node, "called_ae", Profile.MAX_AE_TITLES, profile.calledAeTitles);
        for (JsonNode habit : array(node, "dicom", Profile.MAX_SOP_CLASSES)) {
            profile.dicom.put(text(habit, "sop_class"), dicom(habit));
        }
        for (JsonNode node7 : array(node, "hl7", Profile.MAX_APPLICATIONS)) {
            Hl7Habit habit = new Hl7Habit();
            strings(node7, "facilities", Hl7Habit.MAX_FACILITIES, habit.facilities);
            strings(node7, "triggers", Hl7Habit.MAX_TRIGGERS, habit.triggers);
            profile.hl7.put(text(node7, "application"), habit);
        }
        JsonNode silence = node.path("silence");
        profile.silence.typicalNs = number(silence, "typical_ns");
        profile.silence.longestNs = number(silence, "longest_ns");
        profile.silence.observed = number(silence, "gaps");
        for (Map.Entry<String, JsonNode> hour : node.path("hours").properties()) {
            int slot = Integer.parseInt(hour.getKey());
            if (slot < 0 || slot >= HourlyRates.HOURS) {
                throw new IllegalArgumentException("'hours' has an hour of the week " + slot);
            }
            profile.rates.counts[slot] =
                    numbers(node.path("hours"), hour.getKey(), HourlyRates.WEEKS);
        }
        return profile;
    }

    private static DicomHabit dicom(JsonNode node) {
        DicomHabit habit = new DicomHabit();
        habit.verbs = (int) number(node, "verbs");
        strings(node, "levels", DicomHabit.MAX_LEVELS, habit.queryLevels);
        habit.wildcard = flag(node, "wildcard");
        habit.unrestricted = flag(node, "unrestricted");
        habit.maxPending = (int) number(node, "max_pending");
        habit.maxFindsPerMinute = (int) number(node, "max_finds_per_minute");
        return habit;
    }

    private static JsonNode array(JsonNode node, String field, int most) {
        JsonNode found = node.path(field);
        if (!found.isArray()) {
            throw new IllegalArgumentException("'" + field + "' is no list");
        }
        if (found.size() > most) {
            throw new IllegalArgumentException(
                    "'" + field + "' has " + found.size() + " entries, at most " + most + " count");
        }
        return found;
    }

    private static void strings(JsonNode node, String field, int most, Collection<String> into) {
        for (JsonNode entry : array(node, field, most)) {
            into.add(name(entry, field));
        }
    }

    private static int[] numbers(JsonNode node, String field, int most) {
        JsonNode found = array(node, field, most);
        int[] numbers = new int[found.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!found.get(i).isInt()) {
                throw new IllegalArgumentException(
                        "'" + field + "' holds something else than numbers");
            }
            numbers[i] = found.get(i).intValue();
        }
        if (!field.equals("services")) {
            return numbers;
        }
        Arrays.sort(numbers); // searched by halves
        return numbers;
    }

    private static String text(JsonNode node, String field) {
        return name(node.path(field), field);
    }

    private static String name(JsonNode node, String field) {
        if (!node.isTextual() || node.textValue().length() > MAX_NAME) {
            throw new IllegalArgumentException("'" + field + "' is missing or no name");
        }
        return node.textValue();
    }

    private static long number(JsonNode node, String field) {
        JsonNode found = node.path(field);
        if (!found.isIntegralNumber() || !found.canConvertToLong()) {
            throw new IllegalArgumentException("'" + field + "' is missing or no number");
        }
        return found.longValue();
    }

    private static boolean flag(JsonNode node, String field) {
        JsonNode found = node.path(field);
        if (!found.isBoolean()) {
            throw new IllegalArgumentException(
                    "'" + field + "' is missing or neither true nor false");
        }
        return found.booleanValue();
    }
}
