package io.pvfhost.api;

/** Asks a node's dispatcher how the cluster is doing. */
public record ClusterRequest() {
}
