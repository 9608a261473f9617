/** Tests of the decisions, step by step. */
package io.pvfhost.tests.dispatch.core;
