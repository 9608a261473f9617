/** For this project's other modules; no promise is made about anything here. */
package io.pvfhost.api.internal;
