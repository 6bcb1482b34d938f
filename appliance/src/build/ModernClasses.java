import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Rewrites the class files of a jar that are older than version 50, as of a compiler that aimed at
/// Java 5, to version 52 with stack maps. What they do stays the same, but only then can the
/// virtual machine keep them in its cache of loaded and linked classes: otherwise each start reads
/// and verifies them anew, which takes longer than everything else it does. Run by the build: `java
/// ModernClasses.java JAR`, which rewrites the jar in place, once.
final class ModernClasses {
    private static final int OLD = 50;
    private static final int NEW = 52;

    private ModernClasses() {}

    public static void main(String[] args) throws IOException {
        Path path = Path.of(args[0]);
        Path made = path.resolveSibling(path.getFileName() + ".next");
        try (JarFile jar = new JarFile(path.toFile());
                OutputStream file = Files.newOutputStream(made);
                JarOutputStream out = new JarOutputStream(file)) {
            ClassFile classes =
                    ClassFile.of(
                            ClassFile.StackMapsOption.STACK_MAPS_WHEN_REQUIRED,
                            ClassFile.ClassHierarchyResolverOption.of(resolver(jar)));
            for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
                JarEntry entry = all.nextElement();
                JarEntry same = new JarEntry(entry.getName());
                same.setTime(entry.getTime());
                out.putNextEntry(same);
                out.write(content(classes, entry.getName(), bytes(jar, entry)));
                out.closeEntry();
            }
        }
        Files.move(made, path, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] content(ClassFile classes, String name, byte[] bytes) {
        if (!name.endsWith(".class") || ((bytes[6] & 0xFF) << 8 | bytes[7] & 0xFF) >= OLD) {
            return bytes;
        }
        ClassTransform version =
                (builder, element) -> {
                    if (element instanceof ClassFileVersion) {
                        builder.withVersion(NEW, 0);
                    } else {
                        builder.with(element);
                    }
                };
        return classes.transformClass(
                classes.parse(bytes),
                ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL).andThen(version));
    }

    /// Superclasses come from the jar itself, else from the platform.
    private static ClassHierarchyResolver resolver(JarFile jar) {
        return ClassHierarchyResolver.ofResourceParsing(
                        description -> {
                            String type = description.descriptorString();
                            JarEntry entry =
                                    jar.getJarEntry(
                                            type.substring(1, type.length() - 1) + ".class");
                            try {
                                return entry == null ? null : jar.getInputStream(entry);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        })
                .orElse(ClassHierarchyResolver.defaultResolver());
    }

    private static byte[] bytes(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
