import { HighlightStyle } from '@codemirror/language';
import { tags } from '@lezer/highlight';

/** The accent for names and keys, the colour of passing for texts: as the pages' own code blocks, in both schemes. */
export const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier, tags.controlKeyword], color: 'var(--accent)' },
  { tag: [tags.propertyName, tags.typeName, tags.definition(tags.variableName)], color: 'var(--accent)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--pass)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.literal], color: 'var(--warn)' },
  { tag: [tags.comment], color: 'var(--ink-3)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: 'var(--ink-2)' },
  { tag: [tags.invalid], color: 'var(--fail)' },
]);
