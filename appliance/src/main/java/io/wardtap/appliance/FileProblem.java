package io.wardtap.appliance;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What went wrong with a file, in one line for whoever named it.
public final class FileProblem {
    private FileProblem() {}

    /// @param where named when the failure itself names no file
    public static String text(IOException e, Path where) {
        if (e instanceof FileSystemException file && file.getFile() != null) {
            return file.getFile() + ": " + reason(file);
        }
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.startsWith(where.toString()) ? message : where + ": " + message;
    }

    private static String reason(FileSystemException e) {
        if (e.getReason() != null) {
            return e.getReason();
        }
        return switch (e) {
            case NoSuchFileException _ -> "no such file or folder";
            case AccessDeniedException _ -> "no permission";
            default -> e.getClass().getSimpleName();
        };
    }
}
