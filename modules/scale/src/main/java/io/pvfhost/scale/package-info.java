/** SCALE codec and the value types of the PVF worker protocol (protocol description, section 3). */
package io.pvfhost.scale;
