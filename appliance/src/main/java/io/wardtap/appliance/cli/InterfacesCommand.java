package io.wardtap.appliance.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.wardtap.appliance.ExitCode;
import io.wardtap.appliance.host.HostInterface;
import io.wardtap.appliance.host.HostInterface.Offload;
import io.wardtap.appliance.host.HostInterfaces;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// `interfaces`: what can be captured on this machine, and what would falsify it.
final class InterfacesCommand implements Command {
    private final Context context;

    InterfacesCommand(Context context) {
        this.context = context;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Options.command(
                        "interfaces",
                        "What can be captured: link state, speed, driver, and offloads that falsify"
                                + " a capture, with the command that turns each off.");
        Options.json(spec, "print JSON");
        return spec;
    }

    @Override
    public int run(ParseResult arguments) throws IOException {
        List<HostInterface> interfaces = list();
        PrintStream out = context.terminal().out();
        if (Options.isSet(arguments, "--json")) {
            out.println(json(interfaces));
            return ExitCode.OK;
        }
        List<String[]> rows = new ArrayList<>();
        rows.add(
                new String[] {
                    "INTERFACE", "LINK", "SPEED", "MTU", "DRIVER", "OFFLOADS THAT ARE ON"
                });
        for (HostInterface each : interfaces) {
            rows.add(
                    new String[] {
                        Terminal.printable(each.name()),
                        link(each),
                        each.speedMbps() > 0 ? each.speedMbps() + " Mbit/s" : "-",
                        Integer.toString(each.mtu()),
                        each.driver().isEmpty() ? "-" : Terminal.printable(each.driver()),
                        offloads(each)
                    });
        }
        Table.print(out, rows);
        advise(interfaces, out);
        return ExitCode.OK;
    }

    private static List<HostInterface> list() {
        try {
            return HostInterfaces.list();
        } catch (IOException e) {
            throw Failure.source("this system does not list its interfaces (Linux does)");
        }
    }

    static String link(HostInterface each) {
        return !each.isUp() ? "off" : each.hasLink() ? "up" : "no carrier";
    }

    private static String offloads(HostInterface each) {
        List<String> on = each.harmful().stream().map(Offload::name).toList();
        return on.isEmpty() ? each.offloads().isEmpty() ? "-" : "none" : String.join(", ", on);
    }

    private static void advise(List<HostInterface> interfaces, PrintStream out) {
        List<String[]> rows = new ArrayList<>();
        for (HostInterface each : interfaces) {
            if (!each.kind().equals("loopback")) {
                for (Offload offload : each.harmful()) {
                    rows.add(
                            new String[] {
                                "  " + Terminal.printable(offload.turnOff()), offload.harm()
                            });
                }
            }
        }
        if (!rows.isEmpty()) {
            out.println();
            out.println("Before capturing on one of them, as root:");
            Table.print(out, rows);
        }
    }

    private static String json(List<HostInterface> interfaces) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode all = mapper.createArrayNode();
        for (HostInterface each : interfaces) {
            ObjectNode node = all.addObject();
            node.put("name", each.name());
            node.put("kind", each.kind());
            node.put("up", each.isUp());
            node.put("carrier", each.hasLink());
            if (each.speedMbps() > 0) {
                node.put("speed_mbps", each.speedMbps());
            }
            node.put("mtu", each.mtu());
            node.put("driver", each.driver());
            node.put("promiscuous", each.promiscuous());
            ArrayNode offloads = node.putArray("offloads");
            for (Offload offload : each.offloads()) {
                offloads.addObject()
                        .put("name", offload.name())
                        .put("on", offload.isOn())
                        .put("harm", offload.harm())
                        .put("turn_off", offload.turnOff());
            }
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(all);
    }
}
