/// The commands. Start with [io.wardtap.appliance.cli.Main], which builds only the command that was
/// asked for: one *Command class a verb, its options declared without annotations, because scanning
/// them costs a tenth of a second at each start. What the commands need of the rest comes through
/// [io.wardtap.appliance.cli.Engines]. Nothing may depend on this package.
package io.wardtap.appliance.cli;
