/// wardtap.yaml: records, validation, JSON Schema.
package io.wardtap.appliance.config;
