// Every proof, in the order in which a page shows them. A test holds this list against the folder.
import answersKeepTheContract from './answers-keep-the-contract.ts';
import answersStayPrivate from './answers-stay-private.ts';
import attributesDecide from './attributes-decide.ts';
import bodySizeBounded from './body-size-bounded.ts';
import cachedUntilWritten from './cached-until-written.ts';
import callsCounted from './calls-counted.ts';
import changedBitStaysShut from './changed-bit-stays-shut.ts';
import dataRulesWithTheData from './data-rules-with-the-data.ts';
import decisionsRecorded from './decisions-recorded.ts';
import errorsEchoNothing from './errors-echo-nothing.ts';
import fieldsDecide from './fields-decide.ts';
import inputParsedFirst from './input-parsed-first.ts';
import jsonOneMeaning from './json-one-meaning.ts';
import jsonShapeBounded from './json-shape-bounded.ts';
import knownPatternsScreened from './known-patterns-screened.ts';
import limitsTold from './limits-told.ts';
import lockedForEveryone from './locked-for-everyone.ts';
import mediaTypeStrict from './media-type-strict.ts';
import movedValueStaysShut from './moved-value-stays-shut.ts';
import noCallerNoAnswer from './no-caller-no-answer.ts';
import nobodyRaisesThemselves from './nobody-raises-themselves.ts';
import oneKeyOneEffect from './one-key-one-effect.ts';
import onlyNamedDoors from './only-named-doors.ts';
import ownershipDecides from './ownership-decides.ts';
import type { Proof } from './proof.ts';
import refreshGraceEnds from './refresh-grace-ends.ts';
import refreshSameSuccessor from './refresh-same-successor.ts';
import refreshWorksOnce from './refresh-works-once.ts';
import rightsDecidedAnew from './rights-decided-anew.ts';
import rolesDecide from './roles-decide.ts';
import rowSecurityAlone from './row-security-alone.ts';
import sameAnswerBehindTheScreen from './same-answer-behind-the-screen.ts';
import secretsKeptAsHashes from './secrets-kept-as-hashes.ts';
import signInTellsNothing from './sign-in-tells-nothing.ts';
import signOutEndsAccess from './sign-out-ends-access.ts';
import signingKeysPublicHalf from './signing-keys-public-half.ts';
import staleChangeRefused from './stale-change-refused.ts';
import tenantListsApart from './tenant-lists-apart.ts';
import tenantRecordHidden from './tenant-record-hidden.ts';
import textsKeptEncrypted from './texts-kept-encrypted.ts';
import tokenFormStrict from './token-form-strict.ts';
import tokenLivesTenMinutes from './token-lives-ten-minutes.ts';
import tokenSaysTenMinutes from './token-says-ten-minutes.ts';
import tokenSignatureDecides from './token-signature-decides.ts';
import trailAppendOnly from './trail-append-only.ts';
import trailCutNeedsAnchor from './trail-cut-needs-anchor.ts';
import trailEditFound from './trail-edit-found.ts';
import trailReadByItsOwn from './trail-read-by-its-own.ts';
import unknownKeysRefused from './unknown-keys-refused.ts';
import valuesStayValues from './values-stay-values.ts';
import wholeOrNotAtAll from './whole-or-not-at-all.ts';

export const proofs: readonly Proof[] = [
  answersKeepTheContract,
  answersStayPrivate,
  attributesDecide,
  bodySizeBounded,
  cachedUntilWritten,
  callsCounted,
  changedBitStaysShut,
  dataRulesWithTheData,
  decisionsRecorded,
  errorsEchoNothing,
  fieldsDecide,
  inputParsedFirst,
  jsonOneMeaning,
  jsonShapeBounded,
  knownPatternsScreened,
  limitsTold,
  lockedForEveryone,
  mediaTypeStrict,
  movedValueStaysShut,
  noCallerNoAnswer,
  nobodyRaisesThemselves,
  oneKeyOneEffect,
  onlyNamedDoors,
  ownershipDecides,
  refreshGraceEnds,
  refreshSameSuccessor,
  refreshWorksOnce,
  rightsDecidedAnew,
  rolesDecide,
  rowSecurityAlone,
  sameAnswerBehindTheScreen,
  secretsKeptAsHashes,
  signInTellsNothing,
  signOutEndsAccess,
  signingKeysPublicHalf,
  staleChangeRefused,
  tenantListsApart,
  tenantRecordHidden,
  textsKeptEncrypted,
  tokenFormStrict,
  tokenLivesTenMinutes,
  tokenSaysTenMinutes,
  tokenSignatureDecides,
  trailAppendOnly,
  trailCutNeedsAnchor,
  trailEditFound,
  trailReadByItsOwn,
  unknownKeysRefused,
  valuesStayValues,
  wholeOrNotAtAll,
];
