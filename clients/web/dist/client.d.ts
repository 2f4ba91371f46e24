import type { Kairos, Options } from './types';
/** A client for one page. What goes wrong in it never leaves it. */
export declare function createKairos(options?: Options): Kairos;
