// The CloudFront Function that meets every request for something inside a release (runtime cloudfront-js-2.0: no modules,
// no spread, no destructuring, no classes). `settings` and `cf` are put before it by router-code.ts. It knows no list of files:
// a path that it does not understand is asked for as a name that no release has, and becomes the 404 page.
const plain = /^(\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*\/?$/;
const release = /^[0-9]{8}T[0-9]{6}-[0-9a-f]{12}$/;

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name
async function handler(event) {
  const request = event.request;
  const uri = request.uri;
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return answer(405, 'Method Not Allowed', { allow: 'GET, HEAD' }, 'Only GET and HEAD are answered here.');

  const known = plain.test(uri);
  const last = uri.slice(uri.lastIndexOf('/') + 1);
  const folder = last === '';
  const path = known && !folder && last.indexOf('.') === -1 ? `${uri}/` : uri;
  const host = request.headers.host ? request.headers.host.value.toLowerCase() : '';
  if (settings.host !== '' && settings.moved.indexOf(host) !== -1)
    return moved(`https://${settings.host}${known ? path : '/'}${query(request)}`);
  if (path !== uri) return moved(path + query(request));

  let current = '';
  try {
    current = await cf.kvs().get('current');
  } catch (_error) {
    current = '';
  }
  if (!release.test(current))
    return answer(
      503,
      'Service Unavailable',
      { 'retry-after': '5', 'cache-control': 'no-store' },
      'The site does not know its current release at the moment. Load the page again in a few seconds.',
    );
  request.uri = `/releases/${current}${known ? uri : '/-'}${known && folder ? 'index.html' : ''}`;
  return request;
}

function moved(location) {
  return answer(301, 'Moved Permanently', { location: location }, 'It is at another address.');
}

function answer(status, words, more, text) {
  const headers = { 'content-type': { value: 'text/plain; charset=utf-8' } };
  for (const name in settings.headers) headers[name] = { value: settings.headers[name] };
  for (const name in more) headers[name] = { value: more[name] };
  return {
    statusCode: status,
    statusDescription: words,
    headers: headers,
    body: { encoding: 'text', data: `${text}\n` },
  };
}

// As it came: names and values are not decoded on their way here.
function query(request) {
  const parts = [];
  for (const name in request.querystring) {
    const given = request.querystring[name];
    const values = given.multiValue ? given.multiValue : [given];
    for (let i = 0; i < values.length; i++)
      parts.push(values[i].value === '' ? name : `${name}=${values[i].value}`);
  }
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}
