import type { Dialect } from './dialects/dialect.ts';
import { anju } from './dialects/anju.ts';
import { daying } from './dialects/daying.ts';
import { pengxi } from './dialects/pengxi.ts';
import { shehong } from './dialects/shehong.ts';
import { urban } from './dialects/urban.ts';

export const DIALECTS: Readonly<Record<string, Dialect>> = { urban, shehong, anju, pengxi, daying };
