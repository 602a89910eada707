// What content may use by name, without an import (and what Markdown's own elements become).
import Diagram from '../diagram/Diagram.astro';
import Claim from './Claim.astro';
import Decisions from './Decisions.astro';
import Failures from './Failures.astro';
import Heading2 from './Heading2.astro';
import Heading3 from './Heading3.astro';
import Matrix from './Matrix.astro';
import Mutants from './Mutants.astro';
import Note from './Note.astro';
import Part from './Part.astro';
import Pipeline from './Pipeline.astro';
import Proofs from './Proofs.astro';
import Receipt from './Receipt.astro';
import Sections from './Sections.astro';
import SourceFile from './SourceFile.astro';
import Sources from './Sources.astro';

export const components = {
  Claim,
  Diagram,
  Decisions,
  Failures,
  Matrix,
  Mutants,
  Note,
  Part,
  Pipeline,
  Proofs,
  Receipt,
  Sections,
  SourceFile,
  Sources,
  h2: Heading2,
  h3: Heading3,
};
