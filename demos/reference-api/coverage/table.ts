// The whole table, in the order of the lists.
import { v1 } from './asvs-v1.ts';
import { v2 } from './asvs-v2.ts';
import { v3 } from './asvs-v3.ts';
import { v4 } from './asvs-v4.ts';
import { v6 } from './asvs-v6.ts';
import { v7 } from './asvs-v7.ts';
import { v8 } from './asvs-v8.ts';
import { v9 } from './asvs-v9.ts';
import { v10 } from './asvs-v10.ts';
import { v11 } from './asvs-v11.ts';
import { v12 } from './asvs-v12.ts';
import { v13 } from './asvs-v13.ts';
import { v14 } from './asvs-v14.ts';
import { v15 } from './asvs-v15.ts';
import { v16 } from './asvs-v16.ts';
import { top2025 } from './owasp-2025.ts';
import { api2023 } from './owasp-api-2023.ts';
import type { Chapter } from './row.ts';

export const chapters: readonly Chapter[] = [
  api2023,
  top2025,
  v1,
  v2,
  v3,
  v4,
  v6,
  v7,
  v8,
  v9,
  v10,
  v11,
  v12,
  v13,
  v14,
  v15,
  v16,
];
