/** How nodes talk to each other: adverts, reservations, jobs and streams. */
package io.pvfhost.cluster;
