/** Gives every job to whichever host has an idle worker. */
package io.pvfhost.dispatch;
