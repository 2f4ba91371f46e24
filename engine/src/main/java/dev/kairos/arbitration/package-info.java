/** Which of the proposed actions wins: gates, then scores, then placing. */
@NullMarked
package dev.kairos.arbitration;

import org.jspecify.annotations.NullMarked;
