package io.wardtap.appliance.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Describes one setting, for the schema, the reference page and the loader's messages. The value
/// itself is validated by the record's constructor; a test holds both together.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Setting {
    /// What it does, in a sentence or two.
    String value();

    /// False when it is validated and kept but nothing reads it yet.
    boolean active() default true;

    /// Must be given.
    boolean required() default false;

    /// The default as one writes it, where the record has no defaults of its own (list elements).
    String byDefault() default "";

    long min() default Long.MIN_VALUE;

    long max() default Long.MAX_VALUE;

    /// Regular expression that a text must match as a whole.
    String pattern() default "";

    /// The text, the list's elements or the map's keys are ids of detection rules.
    boolean ruleId() default false;
}
