/** Parts of the dispatch verticle; not for use by others. */
package io.pvfhost.dispatch.impl;
