/** Routes and codecs: bytes in, bytes and a status out. The only user of Vert.x. */
@NullMarked
package dev.kairos.http;

import org.jspecify.annotations.NullMarked;
