/** Answers of several hosts to one candidate, compared. Every honest host must give the same. */
package io.pvfhost.node.compare;
