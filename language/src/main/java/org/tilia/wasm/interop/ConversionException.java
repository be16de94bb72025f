package org.tilia.wasm.interop;

/** A value cannot be what a type asks for; callers turn it into the error of their situation. */
@SuppressWarnings("serial")
final class ConversionException extends Exception {

    ConversionException(String message) {
        super(message, null, false, false);
    }
}
