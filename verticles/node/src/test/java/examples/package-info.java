/** Code shown in the README. */
package examples;
