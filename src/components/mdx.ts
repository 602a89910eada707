// What content may use by name, without an import (and what Markdown's own elements become).
import Diagram from '../diagram/Diagram.astro';
import Decisions from './Decisions.astro';
import Failures from './Failures.astro';
import Heading2 from './Heading2.astro';
import Heading3 from './Heading3.astro';
import Note from './Note.astro';
import Part from './Part.astro';
import Sections from './Sections.astro';
import SourceFile from './SourceFile.astro';
import Sources from './Sources.astro';

export const components = {
  Diagram,
  Decisions,
  Failures,
  Note,
  Part,
  Sections,
  SourceFile,
  Sources,
  h2: Heading2,
  h3: Heading3,
};
