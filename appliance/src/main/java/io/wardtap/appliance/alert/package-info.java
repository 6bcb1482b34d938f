/// The alert ledger folds findings into alerts and hands them on.
package io.wardtap.appliance.alert;
