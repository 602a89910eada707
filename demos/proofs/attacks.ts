// Every attack, in the order in which a page shows them. A test holds this list against the folder.

import type { Attack } from './attack.ts';
import algorithmNone from './attacks/algorithm-none.ts';
import auditCut from './attacks/audit-cut.ts';
import auditEdit from './attacks/audit-edit.ts';
import changedClaims from './attacks/changed-claims.ts';
import copiedDatabase from './attacks/copied-database.ts';
import crossSiteForm from './attacks/cross-site-form.ts';
import deepJson from './attacks/deep-json.ts';
import embeddedKey from './attacks/embedded-key.ts';
import expiredToken from './attacks/expired-token.ts';
import functionOfOthers from './attacks/function-of-others.ts';
import guessedIds from './attacks/guessed-ids.ts';
import keyConfusion from './attacks/key-confusion.ts';
import kidInjection from './attacks/kid-injection.ts';
import massAssignment from './attacks/mass-assignment.ts';
import movedCiphertext from './attacks/moved-ciphertext.ts';
import nulAndSurrogates from './attacks/nul-and-surrogates.ts';
import otherTenantRecord from './attacks/other-tenant-record.ts';
import othersDocument from './attacks/others-document.ts';
import oversizedBody from './attacks/oversized-body.ts';
import passwordGuessing from './attacks/password-guessing.ts';
import prototypePollution from './attacks/prototype-pollution.ts';
import refreshReplay from './attacks/refresh-replay.ts';
import requestBurst from './attacks/request-burst.ts';
import roleEscalation from './attacks/role-escalation.ts';
import scriptInText from './attacks/script-in-text.ts';
import secretInAnError from './attacks/secret-in-an-error.ts';
import spoofedAddresses from './attacks/spoofed-addresses.ts';
import sqlInAName from './attacks/sql-in-a-name.ts';
import sqlInAValue from './attacks/sql-in-a-value.ts';
import tokenAfterSignOut from './attacks/token-after-sign-out.ts';
import wrongAudience from './attacks/wrong-audience.ts';

export const attacks: readonly Attack[] = [
  algorithmNone,
  keyConfusion,
  kidInjection,
  embeddedKey,
  changedClaims,
  wrongAudience,
  expiredToken,
  refreshReplay,
  tokenAfterSignOut,
  passwordGuessing,
  requestBurst,
  spoofedAddresses,
  otherTenantRecord,
  guessedIds,
  othersDocument,
  functionOfOthers,
  roleEscalation,
  massAssignment,
  sqlInAValue,
  sqlInAName,
  prototypePollution,
  oversizedBody,
  deepJson,
  nulAndSurrogates,
  crossSiteForm,
  scriptInText,
  secretInAnError,
  copiedDatabase,
  movedCiphertext,
  auditEdit,
  auditCut,
];
