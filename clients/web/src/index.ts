export { createKairos } from './client';
export type * from './types';
