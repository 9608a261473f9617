/** Stack metering (spec 6.3): a model of it that is as plain as the specification, and the vectors it must give. */
package io.pvfhost.tests.engine.stack;
