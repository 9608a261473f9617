package io.pvfhost.engine.impl.artifact;

import io.pvfhost.engine.impl.wasm.DataSegment;
import io.pvfhost.engine.impl.wasm.Import;

import java.util.List;
import java.util.Map;

/**
 * Everything about a module that is not code.
 *
 * @param imports its imports in order, without the memory
 * @param exports its exports by name
 * @param start the start function, null if there is none
 * @param globals its globals
 * @param wideGlobals number of globals that instances keep in an array
 * @param memoryMinimum initial pages
 * @param maximumPages most pages that preparation allows, beside the limit of the instance
 * @param tableSize entries of the table
 * @param elements contents of the table
 * @param data contents of the memory; the starts are places in the module's bytes or, once read, in the artifact's
 * @param segmentTables for each split function, the segment of each label
 * @param branchTables labels of large branch tables
 * @param stackLimit most items of the logical stack
 */
@SuppressWarnings("ArrayRecordComponent") // read in place, never compared
public record CompiledModule(
    List<Import> imports,
    Map<String, CompiledExport> exports,
    CompiledFunction start,
    List<CompiledGlobal> globals,
    int wideGlobals,
    long memoryMinimum,
    int maximumPages,
    long tableSize,
    List<TableEntries> elements,
    List<DataSegment> data,
    int[][] segmentTables,
    int[][] branchTables,
    long stackLimit) {

  /**
   * Contents of a part of the table.
   *
   * @param offset first index, an unsigned 32-bit number
   * @param entries in the form of {@link Table}
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  public record TableEntries(long offset, long[] entries) {}
}
