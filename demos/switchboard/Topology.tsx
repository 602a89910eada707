// Fig. 4.1 with its two zones pulled apart, so that each copy of a part can be dark by itself.
import { type Condition, type Outcome, type Place, type Zone, zonal, zones } from './outcome.ts';
import css from './Topology.module.css';

const words: Readonly<Record<Condition, string>> = {
  works: 'works',
  alone: 'carries more',
  changing: 'is coming',
  waits: 'cannot start',
  lost: 'lost',
  none: 'none here',
};

/** The two Fargate services and the two stores by what runs on them. */
const short: Readonly<Record<(typeof zonal)[number], string>> = {
  'vpc-link': 'VPC link',
  'internal-alb': 'Load balancer',
  'next-server': 'Next.js',
  'node-service': 'API',
  postgres: 'PostgreSQL',
  redis: 'Redis',
};

export function Topology({ after }: { after: Outcome }) {
  const entry = zones.some((zone) => after.zones[zone]['vpc-link'].condition !== 'lost');
  return (
    <div className={css.topology}>
      <ul className={css.row} aria-label="Public side">
        <Box id="cdn" name="CloudFront" place={{ condition: 'works', as: '' }} />
        <Box
          id="api-gateway"
          name="API Gateway"
          place={{ condition: 'works', as: entry ? '' : 'answers 503' }}
        />
        <Box id="s3-static" name="S3" place={{ condition: 'works', as: '' }} />
        <Box id="secrets-manager" name="Secrets Manager" place={{ condition: after.secrets, as: '' }} />
      </ul>
      <div className={css.zones}>
        {zones.map((zone) => (
          <ZoneBox key={zone} zone={zone} of={after.zones[zone]} />
        ))}
      </div>
    </div>
  );
}

function ZoneBox({ zone, of }: { zone: Zone; of: Outcome['zones'][Zone] }) {
  const dark = zonal.every((id) => of[id].condition === 'lost' || of[id].condition === 'none');
  const name = `Zone ${zone.toUpperCase()}`;
  return (
    <div className={css.zone} data-dark={dark || undefined}>
      <p>
        {name}
        {dark ? ': lost' : ''}
      </p>
      <ul className={css.list} aria-label={name}>
        {zonal.map((id) => (
          <Box key={id} id={id} name={short[id]} place={of[id]} />
        ))}
      </ul>
    </div>
  );
}

function Box({ id, name, place: { condition, as } }: { id: string; name: string; place: Place }) {
  return (
    <li className={css.box} data-condition={condition} data-part={id}>
      <span className={css.name}>{name}</span>
      <span className={css.as}>{as}</span>
      <span className={css.word}>{words[condition]}</span>
    </li>
  );
}
