/// The alert ledger folds findings into alerts and hands them on. Start with
/// [io.wardtap.appliance.alert.AlertLedger]. Depends on detect and observe.
package io.wardtap.appliance.alert;
