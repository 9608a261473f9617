package io.pvfhost.engine;

/**
 * Figures of one function of validation code.
 *
 * @param index its index, imported functions counted first
 * @param bytes size of its body
 * @param stackItems what a call of it takes of the logical stack (spec 6.3)
 */
public record FunctionFigures(int index, int bytes, int stackItems) {}
