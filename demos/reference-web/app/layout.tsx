import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import './style.css';

export const metadata: Metadata = {
  title: 'Documents',
  description: 'The front end of the reference system.',
};

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <header>
          <a href="/">Reference system</a>
          <nav>
            <a href="/documents">Documents</a>
          </nav>
        </header>
        <main>{children}</main>
      </body>
    </html>
  );
}
