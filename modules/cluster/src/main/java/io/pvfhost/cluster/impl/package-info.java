/** Binary form, seal and delivery of what peers say to each other; no promise is made about anything here. */
package io.pvfhost.cluster.impl;
