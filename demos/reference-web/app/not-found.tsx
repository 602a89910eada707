import { connection } from 'next/server';

export default async function NotFound() {
  // Made for each reader: a page made once could not have a nonce.
  await connection();
  return (
    <>
      <h1>There is nothing here</h1>
      <p>
        <a href="/">To the front page</a>
      </p>
    </>
  );
}
