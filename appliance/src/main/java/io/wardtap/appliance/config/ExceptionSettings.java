package io.wardtap.appliance.config;

import java.time.LocalDate;

/// An element of `exceptions`: findings that somebody accepts, with a reason, until a day.
public record ExceptionSettings(
        @Setting(
                        value = "Rule it is about.",
                        required = true,
                        ruleId = true,
                        pattern = RuleSettings.ID)
                String rule,
        @Setting("Subject: a declared device's name, a MAC, an address or network; empty for any.")
                String device,
        @Setting("Group of devices in place of a device.") String group,
        @Setting("Peer: a declared device's name, a MAC, an address or network; empty for any.")
                String peer,
        @Setting("Service such as `dicom/104`; empty for any.") String service,
        @Setting(
                        value =
                                "Hours of each day it holds in, local, such as `22:00-06:00`; empty"
                                        + " for all.",
                        pattern = ExceptionSettings.WINDOW)
                String window,
        @Setting(value = "Why it is accepted.", required = true) String reason,
        @Setting(value = "Who accepts it.", required = true) String author,
        @Setting(value = "Last day it holds.", required = true) LocalDate expires) {
    static final String WINDOW = "(([01]\\d|2[0-3]):[0-5]\\d-([01]\\d|2[0-3]):[0-5]\\d)?";

    public ExceptionSettings {
        device = device == null ? "" : device;
        group = group == null ? "" : group;
        peer = peer == null ? "" : peer;
        service = service == null ? "" : service;
        window = window == null ? "" : window;
        Checks checks =
                new Checks()
                        .given("rule", rule)
                        .given("reason", reason)
                        .given("author", author)
                        .that("expires", expires != null, "must be given: no exception is for ever")
                        .matches("window", window, WINDOW, "a time window such as 22:00-06:00")
                        .that(
                                "group",
                                group.isEmpty() || device.isEmpty(),
                                "an exception has a device or a group, not both");
        if (rule != null) {
            checks.matches("rule", rule, RuleSettings.ID, "a rule's id");
        }
        checks.done();
    }
}
