import { ChoiceSetting, numbersOf, SettingGroup } from '../kit/Setting.tsx';
import css from './RollingDeploy.module.css';
import type { Session, Shown } from './session.ts';
import { bounds, parseField } from './settings.ts';

export function SettingsForm({ shown, session }: { shown: Shown; session: Session }) {
  const { settings, typed } = shown;
  const number = numbersOf({ values: settings, typed, bounds, parse: parseField, onType: session.type });
  return (
    <div className={css.settings}>
      <SettingGroup name="Set in the template">
        {number('desired', 'Tasks asked for', 'tasks')}
        {number('minimumHealthyPercent', 'Minimum healthy', '%')}
        {number('maximumPercent', 'Maximum', '%')}
        {number('grace', 'Grace period', 's')}
        {number('interval', 'Health check every', 's')}
        {number('unhealthyChecks', 'Unhealthy after', 'failures')}
        {number('healthyChecks', 'Healthy again after', 'passes')}
        {number('deregistrationDelay', 'Time to finish', 's')}
        <ChoiceSetting
          label="Circuit breaker"
          value={settings.breaker ? 'on' : 'off'}
          options={[
            ['on', 'on, rolls back'],
            ['off', 'off'],
          ]}
          onChoose={(id) => session.setBreaker(id === 'on')}
        />
      </SettingGroup>
      <SettingGroup name="Assumed">
        {number('startsAfter', 'A task runs after', 's')}
        {number('readyAfter', 'It answers after', 's more')}
        {number('rate', 'Requests', 'a second')}
        {number('longest', 'The longest takes', 's')}
      </SettingGroup>
    </div>
  );
}
