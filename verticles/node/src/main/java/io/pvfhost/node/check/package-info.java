/** What the rules of several releases say of validation code, for those who ship it. Knows the engine only. */
package io.pvfhost.node.check;
