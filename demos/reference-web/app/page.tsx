// Made once for everybody and again at most every ten seconds (ISR). When the API is down, the page that was made last stays.
import { readContract } from '../api.ts';

export const dynamic = 'force-static';
export const revalidate = 10;

/** While the image is built there is no API; the page is made again by the first readers. */
const building = (): boolean => process.env['NEXT_PHASE'] === 'phase-production-build';

export default async function Home() {
  const contract = building() ? null : await readContract();
  // An error keeps the page of before: what is thrown here is not shown to anybody.
  if (contract && contract.kind !== 'ok') throw new Error('The API did not answer.');
  const operations = contract
    ? Object.values(contract.value.paths).flatMap((path) => Object.keys(path)).length
    : null;
  return (
    <>
      <h1>Documents, for those who may read them</h1>
      <p>
        This is the front end of the reference system. It holds no business rules and no database password:
        for data it calls the API with the reader’s own token.
      </p>
      {contract && (
        <p>
          {contract.value.info.title} {contract.value.info.version} answers {operations} operations. Asked at{' '}
          <time>{new Date().toISOString()}</time>.
        </p>
      )}
      <p>
        <a href="/documents">Read documents</a>
      </p>
    </>
  );
}
