import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from records.tables import TablesTogether
from django.db import migrations, models


class Migration(TablesTogether):

    initial = True

    dependencies = [
        ('partnerships', '0002_tables'),
        ('people', '0002_tables'),
        ('pilots', '0001_tables'),
        ('records', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='actual',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='casestudy',
            name='changed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='casestudy',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='casestudy',
            name='reviewed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='casestudylesson',
            name='case_study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lesson_links', to='pilots.casestudy'),
        ),
        migrations.AddField(
            model_name='casestudypilot',
            name='case_study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pilot_links', to='pilots.casestudy'),
        ),
        migrations.AddField(
            model_name='casestudysource',
            name='case_study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='source_links', to='pilots.casestudy'),
        ),
        migrations.AddField(
            model_name='casestudysource',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='casestudy',
            name='sources',
            field=models.ManyToManyField(blank=True, related_name='case_studies', through='pilots.CaseStudySource', to='records.source'),
        ),
        migrations.AddField(
            model_name='costline',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='costline',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cost_lines', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='costline',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='engagement',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='engagement',
            name='host',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hosted', to='people.jobrole'),
        ),
        migrations.AddField(
            model_name='engagement',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='engagements', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='engagement',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='engagement',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='engagementbody',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='engagementbody',
            name='engagement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bodies', to='pilots.engagement'),
        ),
        migrations.AddField(
            model_name='engagementbody',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='engagement_parts', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='engagementtotal',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='engagementtotal',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='engagement_totals', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='engagementtotal',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='equalityquestion',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='equalityquestion',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='equalityanswer',
            name='question',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='pilots.equalityquestion'),
        ),
        migrations.AddField(
            model_name='evaluation',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='evaluation',
            name='evaluator',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evaluations', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='evaluation',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='evaluations', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='evaluation',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='evaluationfinding',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='evaluationfinding',
            name='evaluation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='pilots.evaluation'),
        ),
        migrations.AddField(
            model_name='evaluationfinding',
            name='superseded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='pilots.evaluationfinding'),
        ),
        migrations.AddField(
            model_name='evaluationfinding',
            name='topic',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.topic'),
        ),
        migrations.AddField(
            model_name='evaluationreport',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='evaluationreport',
            name='evaluation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='pilots.evaluation'),
        ),
        migrations.AddField(
            model_name='evaluationreport',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='evaluationfinding',
            name='report',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='findings', to='pilots.evaluationreport'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='indicator',
            name='part_of',
            field=models.ForeignKey(blank=True, help_text='The whole that it is a part of', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='parts', to='pilots.indicator'),
        ),
        migrations.AddField(
            model_name='evaluationfinding',
            name='indicator',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='evaluation_findings', to='pilots.indicator'),
        ),
        migrations.AddField(
            model_name='actual',
            name='indicator',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='actuals', to='pilots.indicator'),
        ),
        migrations.AddField(
            model_name='indicatordefinition',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='indicatordefinition',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='earlier_definitions', to='pilots.indicator'),
        ),
        migrations.AddField(
            model_name='indicatorplan',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='indicatorplan',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='pilots.indicator'),
        ),
        migrations.AddField(
            model_name='indicatorplan',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='learningevent',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='learningevent',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='learning_events', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='learningevent',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='learning_events', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='learningevent',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='learningeventtopic',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_links', to='pilots.learningevent'),
        ),
        migrations.AddField(
            model_name='learningeventtopic',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.topic'),
        ),
        migrations.AddField(
            model_name='learningevent',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='+', through='pilots.LearningEventTopic', to='partnerships.topic'),
        ),
        migrations.AddField(
            model_name='legacy',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='legacy',
            name='funder',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='legacy_funded', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='legacy',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='lesson',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='lesson',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='lesson',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='casestudylesson',
            name='lesson',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='case_study_links', to='pilots.lesson'),
        ),
        migrations.AddField(
            model_name='casestudy',
            name='lessons',
            field=models.ManyToManyField(blank=True, related_name='case_studies', through='pilots.CaseStudyLesson', to='pilots.lesson'),
        ),
        migrations.AddField(
            model_name='lessontopic',
            name='lesson',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_links', to='pilots.lesson'),
        ),
        migrations.AddField(
            model_name='lessontopic',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.topic'),
        ),
        migrations.AddField(
            model_name='lesson',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='lessons', through='pilots.LessonTopic', to='partnerships.topic'),
        ),
        migrations.AddField(
            model_name='milestone',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='milestone',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='milestone',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='milestone',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='milestonemove',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='milestonemove',
            name='milestone',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='pilots.milestone'),
        ),
        migrations.AddField(
            model_name='phase',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='phase',
            name='paid_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='phases_paid', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='phase',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='pilot',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pilot',
            name='key_post',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.jobrole'),
        ),
        migrations.AddField(
            model_name='pilot',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='pilot',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='pilot',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pilots', to='records.source'),
        ),
        migrations.AddField(
            model_name='pilot',
            name='team',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team'),
        ),
        migrations.AddField(
            model_name='phase',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phases', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='milestone',
            name='pilot',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='lesson',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lessons', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='legacy',
            name='child',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='legacy_of', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='legacy',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='legacy', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indicators', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='evaluation',
            name='pilot',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='evaluations', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='equalityquestion',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='equality_questions', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='engagementtotal',
            name='pilot',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='engagement_totals', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='engagement',
            name='pilot',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='engagements', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='costline',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cost_lines', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='casestudypilot',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='casestudy',
            name='beside',
            field=models.ManyToManyField(blank=True, related_name='+', through='pilots.CaseStudyPilot', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='casestudy',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='case_studies', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='pilotpartner',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pilotpartner',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pilot_parts', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='pilotpartner',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partners', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='pilotpartner',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='pilotplace',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pilotplace',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='place_links', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='pilotplace',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pilot_links', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='pilot',
            name='places',
            field=models.ManyToManyField(related_name='pilots', through='pilots.PilotPlace', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='pilottopic',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_links', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='pilottopic',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.topic'),
        ),
        migrations.AddField(
            model_name='pilot',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='pilots', through='pilots.PilotTopic', to='partnerships.topic'),
        ),
        migrations.AddField(
            model_name='planchange',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='planchange',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='planchange',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='planchange',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='referral',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='referral',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='referral',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='referrals', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='referral',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='remeasure',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='remeasure',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remeasures', to='pilots.indicator'),
        ),
        migrations.AddField(
            model_name='risk',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='risk',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.jobrole'),
        ),
        migrations.AddField(
            model_name='risk',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='risks', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='shareddefinition',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='shareddefinition',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shared_definitions', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='shareddefinition',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shared_definitions', to='partnerships.programme'),
        ),
        migrations.AddField(
            model_name='shareddefinition',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='shared',
            field=models.ForeignKey(blank=True, db_index=False, help_text='That it uses', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='pilots.shareddefinition', verbose_name='shared definition'),
        ),
        migrations.AddField(
            model_name='shareddefinitiontopic',
            name='shared',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_links', to='pilots.shareddefinition'),
        ),
        migrations.AddField(
            model_name='shareddefinitiontopic',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.topic'),
        ),
        migrations.AddField(
            model_name='shareddefinition',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='+', through='pilots.SharedDefinitionTopic', to='partnerships.topic'),
        ),
        migrations.AddField(
            model_name='spread',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='spread',
            name='organisation',
            field=models.ForeignKey(blank=True, help_text='Empty where none is named', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_up', to='partnerships.organisation'),
        ),
        migrations.AddField(
            model_name='spread',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='spread', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='spread',
            name='place',
            field=models.ForeignKey(blank=True, help_text='Empty where it is no one place', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_up', to='partnerships.place'),
        ),
        migrations.AddField(
            model_name='spread',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.source'),
        ),
        migrations.AddField(
            model_name='startstep',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='startstep',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='start_steps', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='statuschange',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='statuschange',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='status_changes', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='targetoutcome',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='targetoutcome',
            name='plan',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='outcome', to='pilots.indicatorplan'),
        ),
        migrations.AddField(
            model_name='theory',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='theory',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='theories', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='theorybox',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='theorybox',
            name='indicator',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='theory_boxes', to='pilots.indicator'),
        ),
        migrations.AddField(
            model_name='theorybox',
            name='theory',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='boxes', to='pilots.theory'),
        ),
        migrations.AddField(
            model_name='theorylink',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='theorylink',
            name='end',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_in', to='pilots.theorybox'),
        ),
        migrations.AddField(
            model_name='theorylink',
            name='start',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_out', to='pilots.theorybox'),
        ),
        migrations.AddField(
            model_name='theorylink',
            name='theory',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='pilots.theory'),
        ),
        migrations.AddField(
            model_name='update',
            name='accepted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='update',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='update',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='updates', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='update',
            name='questioned_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='update',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='actual',
            name='update',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actuals', to='pilots.update'),
        ),
        migrations.AddField(
            model_name='updatecorrection',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='updatecorrection',
            name='update',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='pilots.update'),
        ),
        migrations.AddField(
            model_name='yousaid',
            name='created_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='yousaid',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='yousaid',
            name='pilot',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='you_said', to='pilots.pilot'),
        ),
        migrations.AddField(
            model_name='yousaid',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='you_said', to='partnerships.place'),
        ),
        migrations.AddConstraint(
            model_name='casestudysource',
            constraint=models.UniqueConstraint(fields=('source', 'case_study'), name='case_study_names_a_source_once'),
        ),
        migrations.AddConstraint(
            model_name='engagementbody',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('description', ''), ('organisation__isnull', False)), models.Q(('organisation__isnull', True), models.Q(('description', ''), _negated=True)), _connector='OR'), name='engagement_body_organisation_or_description'),
        ),
        migrations.AddConstraint(
            model_name='engagementbody',
            constraint=models.UniqueConstraint(fields=('engagement', 'organisation'), name='engagement_body_once'),
        ),
        migrations.AddConstraint(
            model_name='engagementbody',
            constraint=models.CheckConstraint(condition=models.Q(('first_time', None), models.Q(('first_time__lte', models.F('people')), ('people__isnull', False)), _connector='OR'), name='engagement_body_first_time_among_people', violation_error_message='No more can be met for the first time than were there.'),
        ),
        migrations.AddConstraint(
            model_name='equalityanswer',
            constraint=models.UniqueConstraint(fields=('question', 'position'), name='equality_answer_position_once'),
        ),
        migrations.AddConstraint(
            model_name='equalityanswer',
            constraint=models.UniqueConstraint(fields=('question', 'answer'), name='equality_answer_once'),
        ),
        migrations.AddConstraint(
            model_name='equalityanswer',
            constraint=models.CheckConstraint(condition=models.Q(('people__in', ['0-9', '10-24', '25-49', '50-99', '100-249', '250-499', '500-999', '1000', 'unknown'])), name='equality_answer_is_a_range'),
        ),
        migrations.AddConstraint(
            model_name='evaluationreport',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='evaluation_report_has_title'),
        ),
        migrations.AddConstraint(
            model_name='evaluationreport',
            constraint=models.CheckConstraint(condition=models.Q(('url', ''), ('url__startswith', 'https://'), _connector='OR'), name='evaluation_report_link_is_https', violation_error_message='The link must begin with https://'),
        ),
        migrations.AddConstraint(
            model_name='evaluationreport',
            constraint=models.CheckConstraint(condition=models.Q(('not_published_because', ''), models.Q(('published', None), ('url', '')), _connector='OR'), name='evaluation_report_published_or_not', violation_error_message='Say when and where it was published, or why it was not.'),
        ),
        migrations.AddIndex(
            model_name='evaluationfinding',
            index=models.Index(fields=['-updated_at', '-id'], name='evaluation_finding_newest'),
        ),
        migrations.AddConstraint(
            model_name='evaluationfinding',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ['team', 'place', 'programme', 'network', 'public'])), name='evaluation_finding_level_known'),
        ),
        migrations.AddConstraint(
            model_name='evaluationfinding',
            constraint=models.CheckConstraint(condition=models.Q(('claim', ''), _negated=True), name='evaluation_finding_has_claim'),
        ),
        migrations.AddConstraint(
            model_name='evaluationfinding',
            constraint=models.CheckConstraint(condition=models.Q(('confidence', ''), models.Q(('confidence_why', ''), _negated=True), _connector='OR'), name='evaluation_finding_confidence_says_why', violation_error_message='Say why you are so sure.'),
        ),
        migrations.AddConstraint(
            model_name='evaluationfinding',
            constraint=models.CheckConstraint(condition=models.Q(('superseded_by', None), models.Q(('superseded_by', models.F('id')), _negated=True), _connector='OR'), name='evaluation_finding_not_replaced_by_itself'),
        ),
        migrations.AddConstraint(
            model_name='evaluationfinding',
            constraint=models.CheckConstraint(condition=models.Q(('superseded_by', None), ('published_at__isnull', False), _connector='OR'), name='evaluation_finding_replaced_once_published'),
        ),
        migrations.AddConstraint(
            model_name='indicatordefinition',
            constraint=models.UniqueConstraint(fields=('indicator', 'until'), name='indicator_definition_once_a_day', violation_error_message='The definition changed on that day already.'),
        ),
        migrations.AddConstraint(
            model_name='indicatordefinition',
            constraint=models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='indicator_definition_says_why', violation_error_message='Say why it changed.'),
        ),
        migrations.AddConstraint(
            model_name='indicatorplan',
            constraint=models.CheckConstraint(condition=models.Q(('target_high__isnull', True), models.Q(('target_high__gt', models.F('target_low')), ('target_qualifier', 'exactly')), _connector='OR'), name='plan_target_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddConstraint(
            model_name='indicatorplan',
            constraint=models.CheckConstraint(condition=models.Q(('baseline_high__isnull', True), models.Q(('baseline_high__gt', models.F('baseline_low')), ('baseline_qualifier', 'exactly')), _connector='OR'), name='plan_baseline_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddConstraint(
            model_name='indicatorplan',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='plan_dates_in_order', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='indicatorplan',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_to', None)), fields=('indicator',), name='plan_one_in_force'),
        ),
        migrations.AddConstraint(
            model_name='learningeventtopic',
            constraint=models.UniqueConstraint(fields=('topic', 'event'), name='learning_event_topic_once'),
        ),
        migrations.AddIndex(
            model_name='learningevent',
            index=models.Index(fields=['day', 'id'], name='learning_event_by_day'),
        ),
        migrations.AddConstraint(
            model_name='learningevent',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ('network', 'public'))), name='learning_event_level_known'),
        ),
        migrations.AddConstraint(
            model_name='learningevent',
            constraint=models.CheckConstraint(condition=models.Q(('called_off_at', None), models.Q(('called_off_because', ''), _negated=True), _connector='OR'), name='learning_event_called_off_with_reason', violation_error_message='Say why it is called off.'),
        ),
        migrations.AddConstraint(
            model_name='learningevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_because', ''), ('withdrawn_by', None)), models.Q(models.Q(('withdrawn_at__isnull', False)), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='learning_event_withdrawn_with_reason', violation_error_message='Say why it is withdrawn.'),
        ),
        migrations.AddConstraint(
            model_name='casestudylesson',
            constraint=models.UniqueConstraint(fields=('lesson', 'case_study'), name='case_study_names_a_lesson_once'),
        ),
        migrations.AddConstraint(
            model_name='lessontopic',
            constraint=models.UniqueConstraint(fields=('topic', 'lesson'), name='lesson_topic_once'),
        ),
        migrations.AddConstraint(
            model_name='milestonemove',
            constraint=models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='milestone_move_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='milestonemove',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('before', models.F('after')), _negated=True), models.Q(('before_precision', models.F('after_precision')), _negated=True), _connector='OR'), name='milestone_move_moves'),
        ),
        migrations.AddConstraint(
            model_name='phase',
            constraint=models.CheckConstraint(condition=models.Q(('planned_start', None), ('planned_end', None), ('planned_end__gte', models.F('planned_start')), _connector='OR'), name='phase_plan_in_order', violation_error_message='The planned end must be after the planned start.'),
        ),
        migrations.AddConstraint(
            model_name='phase',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='phase_dates_in_order', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='phase',
            constraint=models.CheckConstraint(condition=models.Q(('paid_by__isnull', True), ('paid_by_said', ''), _connector='OR'), name='phase_payer_once', violation_error_message='Choose it by name or describe it, not both.'),
        ),
        migrations.AddIndex(
            model_name='milestone',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('text', config='english'), name='milestone_search'),
        ),
        migrations.AddIndex(
            model_name='milestone',
            index=models.Index(condition=models.Q(('done', None), ('given_up_on', None)), fields=['due', 'id'], name='milestone_to_come'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('pilot__isnull', True), ('programme__isnull', False)), models.Q(('pilot__isnull', False), ('programme__isnull', True)), _connector='OR'), name='milestone_of_pilot_or_programme'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(('due__isnull', False), ('done__isnull', False), _connector='OR'), name='milestone_has_date'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(('given_up_on', None), models.Q(('given_up_because', ''), _negated=True), _connector='OR'), name='milestone_given_up_with_reason', violation_error_message='Say why it will not happen.'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(('given_up_on', None), ('done', None), _connector='OR'), name='milestone_done_or_given_up', violation_error_message='What was done was not given up.'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_because', ''), ('withdrawn_by', None)), models.Q(models.Q(('withdrawn_at__isnull', False)), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='milestone_withdrawn_with_reason', violation_error_message='Say why it is withdrawn.'),
        ),
        migrations.AddIndex(
            model_name='lesson',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('text', config='english'), name='lesson_search'),
        ),
        migrations.AddIndex(
            model_name='lesson',
            index=models.Index(fields=['-updated_at', '-id'], name='lesson_newest'),
        ),
        migrations.AddIndex(
            model_name='lesson',
            index=models.Index(condition=models.Q(('helps_with', ''), _negated=True), fields=['helps_with', '-updated_at', '-id'], name='lesson_by_category'),
        ),
        migrations.AddConstraint(
            model_name='lesson',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ['team', 'place', 'programme', 'network', 'public'])), name='lesson_level_known'),
        ),
        migrations.AddConstraint(
            model_name='lesson',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='lesson_has_text'),
        ),
        migrations.AddConstraint(
            model_name='lesson',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_because', ''), ('withdrawn_by', None)), models.Q(models.Q(('withdrawn_at__isnull', False)), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='lesson_withdrawn_with_reason', violation_error_message='Say why it is withdrawn.'),
        ),
        migrations.AddConstraint(
            model_name='legacy',
            constraint=models.CheckConstraint(condition=models.Q(('funder__isnull', True), ('funder_said', ''), _connector='OR'), name='legacy_funder_once', violation_error_message='Choose it by name or describe it, not both.'),
        ),
        migrations.AddConstraint(
            model_name='legacy',
            constraint=models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='legacy_has_text'),
        ),
        migrations.AddConstraint(
            model_name='legacy',
            constraint=models.CheckConstraint(condition=models.Q(('child', None), models.Q(('child', models.F('pilot')), _negated=True), _connector='OR'), name='legacy_is_another_pilot'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('pilot__isnull', False), ('programme', None)), models.Q(('pilot', None), ('programme__isnull', False)), _connector='OR'), name='evaluation_of_pilot_or_programme'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='evaluation_has_title'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.CheckConstraint(condition=models.Q(('evaluator', None), ('evaluator_said', ''), _connector='OR'), name='evaluation_evaluator_named_once', violation_error_message='Choose the evaluator by name or describe it, not both.'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ('network', 'public'))), name='evaluation_level_known'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'stopped'), _negated=True), models.Q(('stopped_because', ''), _negated=True), _connector='OR'), name='evaluation_stopped_with_reason', violation_error_message='Say why it was stopped.'),
        ),
        migrations.AddConstraint(
            model_name='evaluation',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('final', None), ('final__gte', models.F('start')), _connector='OR'), name='evaluation_dates_in_order', violation_error_message='The final report comes after the start.'),
        ),
        migrations.AddConstraint(
            model_name='equalityquestion',
            constraint=models.CheckConstraint(condition=models.Q(('base__in', ['0-9', '10-24', '25-49', '50-99', '100-249', '250-499', '500-999', '1000', 'unknown'])), name='equality_base_is_a_range'),
        ),
        migrations.AddConstraint(
            model_name='equalityquestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source_said', ''), _negated=True), ('source__isnull', False), _connector='OR'), name='equality_question_has_a_source', violation_error_message='Say where this is from.'),
        ),
        migrations.AddConstraint(
            model_name='engagementtotal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('pilot__isnull', True), ('programme__isnull', False)), models.Q(('pilot__isnull', False), ('programme__isnull', True)), _connector='OR'), name='engagement_total_of_pilot_or_programme'),
        ),
        migrations.AddConstraint(
            model_name='engagementtotal',
            constraint=models.CheckConstraint(condition=models.Q(('people_low__isnull', False), ('teams__isnull', False), ('departments__isnull', False), _connector='OR'), name='engagement_total_says_something'),
        ),
        migrations.AddConstraint(
            model_name='engagementtotal',
            constraint=models.CheckConstraint(condition=models.Q(('people_high__isnull', True), models.Q(('people_high__gt', models.F('people_low')), ('people_qualifier', 'exactly')), _connector='OR'), name='engagement_total_people_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddIndex(
            model_name='engagement',
            index=models.Index(fields=['pilot', 'on_key', 'id'], name='engagement_by_day'),
        ),
        migrations.AddIndex(
            model_name='engagement',
            index=models.Index(condition=models.Q(('kind', 'visit'), models.Q(('state', 'called_off'), _negated=True)), fields=['place', 'on'], name='engagement_visits'),
        ),
        migrations.AddIndex(
            model_name='engagement',
            index=models.Index(condition=models.Q(('kind', 'visit'), models.Q(('state', 'called_off'), _negated=True)), fields=['on_key', 'id'], name='engagement_visits_by_day'),
        ),
        migrations.AddIndex(
            model_name='engagement',
            index=models.Index(condition=models.Q(('pilot', None)), fields=['place', 'on_key'], name='engagement_of_no_pilot'),
        ),
        migrations.AddIndex(
            model_name='engagement',
            index=models.Index(condition=models.Q(('kind', 'visit'), ('state', 'planned')), fields=['created_by', 'on'], name='engagement_planned_by'),
        ),
        migrations.AddConstraint(
            model_name='engagement',
            constraint=models.UniqueConstraint(fields=('pilot', 'number'), name='engagement_number_once'),
        ),
        migrations.AddConstraint(
            model_name='engagement',
            constraint=models.CheckConstraint(condition=models.Q(('purpose', ''), _negated=True), name='engagement_has_purpose'),
        ),
        migrations.AddConstraint(
            model_name='engagement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'planned'), _negated=True), ('on__isnull', False), _connector='OR'), name='engagement_planned_has_day'),
        ),
        migrations.AddConstraint(
            model_name='engagement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'visit'), _negated=True), ('place__isnull', False), _connector='OR'), name='engagement_visit_has_place'),
        ),
        migrations.AddConstraint(
            model_name='engagement',
            constraint=models.CheckConstraint(condition=models.Q(('pilot__isnull', False), ('kind', 'visit'), _connector='OR'), name='engagement_of_no_pilot_is_visit'),
        ),
        migrations.AddConstraint(
            model_name='engagement',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ['team', 'place', 'programme', 'network', 'public'])), name='engagement_level_known'),
        ),
        migrations.AddConstraint(
            model_name='engagement',
            constraint=models.CheckConstraint(condition=models.Q(('reached_low', None), ('reached_low__gte', 0), _connector='OR'), name='engagement_reached_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='engagement',
            constraint=models.CheckConstraint(condition=models.Q(('reached_high__isnull', True), models.Q(('reached_high__gt', models.F('reached_low')), ('reached_qualifier', 'exactly')), _connector='OR'), name='engagement_reached_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddConstraint(
            model_name='engagement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_because', ''), ('withdrawn_by', None)), models.Q(models.Q(('withdrawn_at__isnull', False)), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='engagement_withdrawn_with_reason', violation_error_message='Say why it is withdrawn.'),
        ),
        migrations.AddConstraint(
            model_name='costline',
            constraint=models.CheckConstraint(condition=models.Q(('item', ''), _negated=True), name='cost_line_has_item'),
        ),
        migrations.AddConstraint(
            model_name='costline',
            constraint=models.CheckConstraint(condition=models.Q(('amount_high__isnull', True), models.Q(('amount_high__gt', models.F('amount_low')), ('amount_qualifier', 'exactly')), _connector='OR'), name='cost_line_amount_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddConstraint(
            model_name='costline',
            constraint=models.CheckConstraint(condition=models.Q(('amount_low', None), ('amount_low__gte', 0), _connector='OR'), name='cost_line_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='costline',
            constraint=models.CheckConstraint(condition=models.Q(('organisation', None), ('whose', ''), _connector='OR'), name='cost_line_whose_once', violation_error_message='Choose it by name or describe it, not both.'),
        ),
        migrations.AddConstraint(
            model_name='costline',
            constraint=models.CheckConstraint(condition=models.Q(('price_year', None), ('price_year__range', (1990, 2100)), _connector='OR'), name='cost_line_price_year_known'),
        ),
        migrations.AddConstraint(
            model_name='casestudypilot',
            constraint=models.UniqueConstraint(fields=('pilot', 'case_study'), name='case_study_names_a_pilot_once'),
        ),
        migrations.AddIndex(
            model_name='casestudy',
            index=models.Index(fields=['-updated_at', '-id'], name='case_study_newest'),
        ),
        migrations.AddIndex(
            model_name='casestudy',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='case_study_search'),
        ),
        migrations.AddConstraint(
            model_name='casestudy',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ['team', 'place', 'programme', 'network', 'public'])), name='case_study_level_known'),
        ),
        migrations.AddConstraint(
            model_name='casestudy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tried', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='case_study_says_what_and_why', violation_error_message='Say what was tried, and why you say what came of it.'),
        ),
        migrations.AddConstraint(
            model_name='casestudy',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'written'), ('state', 'withdrawn'), ('is_as_published', True), models.Q(('reviewed_at__isnull', False), ('reviewed_by__isnull', False)), _connector='OR'), name='case_study_reviewed_first'),
        ),
        migrations.AddConstraint(
            model_name='casestudy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('state', 'reviewed'), _negated=True), models.Q(('state', 'published'), _negated=True)), ('is_as_published', True), models.Q(models.Q(('reviewed_by', models.F('created_by')), _negated=True), models.Q(('reviewed_by', models.F('changed_by')), _negated=True)), _connector='OR'), name='case_study_reviewed_by_another', violation_error_message='Somebody else than the writer reviews it.'),
        ),
        migrations.AddConstraint(
            model_name='casestudy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='case_study_published_when'),
        ),
        migrations.AddConstraint(
            model_name='casestudy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='case_study_withdrawn_with_reason', violation_error_message='Say why it is withdrawn.'),
        ),
        migrations.AddConstraint(
            model_name='pilotpartner',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('description', ''), ('organisation__isnull', False)), models.Q(('organisation__isnull', True), models.Q(('description', ''), _negated=True)), _connector='OR'), name='pilot_partner_organisation_or_description'),
        ),
        migrations.AddConstraint(
            model_name='pilotpartner',
            constraint=models.UniqueConstraint(condition=models.Q(('end', None)), fields=('pilot', 'organisation', 'kind'), name='pilot_partner_once'),
        ),
        migrations.AddConstraint(
            model_name='pilotplace',
            constraint=models.UniqueConstraint(fields=('pilot', 'place'), name='pilot_place_once'),
        ),
        migrations.AddConstraint(
            model_name='pilotplace',
            constraint=models.UniqueConstraint(condition=models.Q(('role', 'lead')), fields=('pilot',), name='pilot_one_lead_place'),
        ),
        migrations.AddConstraint(
            model_name='pilottopic',
            constraint=models.UniqueConstraint(fields=('topic', 'pilot'), name='pilot_topic_once'),
        ),
        migrations.AddIndex(
            model_name='pilot',
            index=models.Index(fields=['-updated_at', '-id'], include=('visibility', 'created_by', 'team', 'programme', 'reach_ids', 'status'), name='pilot_newest'),
        ),
        migrations.AddIndex(
            model_name='pilot',
            index=django.contrib.postgres.indexes.GinIndex(fields=['reach_ids'], name='pilot_reach'),
        ),
        migrations.AddIndex(
            model_name='pilot',
            index=models.Index(fields=['sort_key', 'id'], include=('visibility', 'created_by', 'team', 'programme', 'reach_ids'), name='pilot_by_name'),
        ),
        migrations.AddIndex(
            model_name='pilot',
            index=models.Index(condition=models.Q(('update_due__isnull', False)), fields=['update_due', 'id'], name='pilot_by_due_date'),
        ),
        migrations.AddIndex(
            model_name='pilot',
            index=models.Index(fields=['programme', 'status'], name='pilot_by_programme'),
        ),
        migrations.AddIndex(
            model_name='pilot',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='pilot_search'),
        ),
        migrations.AddIndex(
            model_name='pilot',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(models.F('name_key'), name='gin_trgm_ops'), name='pilot_trigram'),
        ),
        migrations.AddConstraint(
            model_name='pilot',
            constraint=models.CheckConstraint(condition=models.Q(('visibility__in', ['team', 'place', 'programme', 'network', 'public'])), name='pilot_level_known'),
        ),
        migrations.AddConstraint(
            model_name='pilot',
            constraint=models.CheckConstraint(condition=models.Q(('start', None), ('end', None), ('end__gte', models.F('start')), _connector='OR'), name='pilot_dates_in_order', violation_error_message='The end must be after the start.'),
        ),
        migrations.AddConstraint(
            model_name='pilot',
            constraint=models.CheckConstraint(condition=models.Q(('update_due', None), models.Q(('rhythm__isnull', False), models.Q(('status', 'proposed'), _negated=True)), _connector='OR'), name='pilot_due_only_with_rhythm'),
        ),
        migrations.AddConstraint(
            model_name='pilot',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='pilot_not_its_own_parent'),
        ),
        migrations.AddConstraint(
            model_name='planchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_because', ''), ('withdrawn_by', None)), models.Q(models.Q(('withdrawn_at__isnull', False)), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='change_of_plan_withdrawn_with_reason', violation_error_message='Say why it is withdrawn.'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['pilot', 'direction'], name='referral_by_pilot'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', False), ('route', '')), models.Q(('organisation__isnull', True), models.Q(('route', ''), _negated=True)), _connector='OR'), name='referral_organisation_or_route'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('missing', ''), ('people_low__isnull', False)), models.Q(('people_low__isnull', True), models.Q(('missing', ''), _negated=True)), _connector='OR'), name='referral_number_or_why_not'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('people_low', None), ('people_low__gte', 0), _connector='OR'), name='referral_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('period_start', None), ('period_end', None), ('period_end__gte', models.F('period_start')), _connector='OR'), name='referral_period_in_order'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('people_high__isnull', True), models.Q(('people_high__gt', models.F('people_low')), ('people_qualifier', 'exactly')), _connector='OR'), name='referral_people_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddIndex(
            model_name='remeasure',
            index=models.Index(models.F('due'), models.F('id'), name='remeasure_by_day'),
        ),
        migrations.AddConstraint(
            model_name='remeasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dropped_because', ''), ('state__in', ('proposed', 'agreed'))), models.Q(('state', 'dropped'), models.Q(('dropped_because', ''), _negated=True)), _connector='OR'), name='remeasure_given_up_with_reason', violation_error_message='Say why it is given up.'),
        ),
        migrations.AddIndex(
            model_name='risk',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['review_on'], name='risk_by_review'),
        ),
        migrations.AddConstraint(
            model_name='risk',
            constraint=models.CheckConstraint(condition=models.Q(('effect__in', (1, 2, 3)), ('likelihood__in', (1, 2, 3))), name='risk_levels_known'),
        ),
        migrations.AddConstraint(
            model_name='risk',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('what', ''), _negated=True), models.Q(('effect_said', ''), _negated=True)), name='risk_says_what'),
        ),
        migrations.AddConstraint(
            model_name='risk',
            constraint=models.CheckConstraint(condition=models.Q(('owner__isnull', False), models.Q(('owner_said', ''), _negated=True), _connector='OR'), name='risk_has_owner'),
        ),
        migrations.AddConstraint(
            model_name='risk',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'open'), models.Q(('state_said', ''), _negated=True), _connector='OR'), name='risk_closed_with_reason', violation_error_message='Say why it is no longer open.'),
        ),
        migrations.AddIndex(
            model_name='indicator',
            index=models.Index(fields=['name', 'id'], name='indicator_by_name'),
        ),
        migrations.AddIndex(
            model_name='indicator',
            index=models.Index(condition=models.Q(('shared__isnull', False)), fields=['shared', 'pilot'], name='indicator_follows'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.UniqueConstraint(fields=('pilot', 'number'), name='indicator_number_once'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('part_of', models.F('id')), _negated=True), name='indicator_not_part_of_itself'),
        ),
        migrations.AddConstraint(
            model_name='shareddefinitiontopic',
            constraint=models.UniqueConstraint(fields=('topic', 'shared'), name='shared_definition_topic_once'),
        ),
        migrations.AddIndex(
            model_name='shareddefinition',
            index=models.Index(fields=['name', 'id'], name='shared_definition_by_name'),
        ),
        migrations.AddConstraint(
            model_name='shareddefinition',
            constraint=models.CheckConstraint(condition=models.Q(('may_add', False), models.Q(('unit__contains', '%'), _negated=True), _connector='OR'), name='shared_definition_shares_not_added', violation_error_message='Percentages of several pilots cannot be added.'),
        ),
        migrations.AddConstraint(
            model_name='shareddefinition',
            constraint=models.CheckConstraint(condition=models.Q(('edition', 1), models.Q(('edition_why', ''), _negated=True), _connector='OR'), name='shared_definition_new_edition_says_why'),
        ),
        migrations.AddConstraint(
            model_name='spread',
            constraint=models.CheckConstraint(condition=models.Q(('place__isnull', False), ('organisation__isnull', False), models.Q(('description', ''), _negated=True), _connector='OR'), name='spread_says_where', violation_error_message='Say which place or organisation took it up.'),
        ),
        migrations.AddConstraint(
            model_name='spread',
            constraint=models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='spread_says_what', violation_error_message='Say what was taken up.'),
        ),
        migrations.AddConstraint(
            model_name='startstep',
            constraint=models.UniqueConstraint(fields=('pilot', 'step'), name='start_step_once'),
        ),
        migrations.AddConstraint(
            model_name='startstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'not_needed'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='start_step_not_needed_because', violation_error_message='Say why it is not needed.'),
        ),
        migrations.AddConstraint(
            model_name='statuschange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('after__in', ('closed', 'stopped')), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='status_change_end_has_reason', violation_error_message='Say why.'),
        ),
        migrations.AddConstraint(
            model_name='targetoutcome',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ('reached', 'partly', 'not_reached', 'not_known', 'dropped'))), name='target_outcome_known_word'),
        ),
        migrations.AddConstraint(
            model_name='theory',
            constraint=models.UniqueConstraint(fields=('pilot', 'number'), name='theory_number_once'),
        ),
        migrations.AddConstraint(
            model_name='theory',
            constraint=models.UniqueConstraint(condition=models.Q(('agreed_at', None)), fields=('pilot',), name='theory_one_draft'),
        ),
        migrations.AddConstraint(
            model_name='theory',
            constraint=models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('why', ''), _negated=True), _connector='OR'), name='theory_new_version_says_why', violation_error_message='Say why there is a new version.'),
        ),
        migrations.AddConstraint(
            model_name='theorybox',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='theory_box_has_text'),
        ),
        migrations.AddConstraint(
            model_name='theorylink',
            constraint=models.UniqueConstraint(fields=('start', 'end'), name='theory_link_once', violation_error_message='These two are joined already.'),
        ),
        migrations.AddConstraint(
            model_name='theorylink',
            constraint=models.CheckConstraint(condition=models.Q(('start', models.F('end')), _negated=True), name='theory_link_not_to_itself'),
        ),
        migrations.AddIndex(
            model_name='update',
            index=models.Index(fields=['state', 'pilot'], name='update_by_state'),
        ),
        migrations.AddIndex(
            model_name='update',
            index=models.Index(fields=['pilot', '-number'], name='update_latest'),
        ),
        migrations.AddIndex(
            model_name='update',
            index=models.Index(fields=['-updated_at', '-id'], name='update_newest'),
        ),
        migrations.AddIndex(
            model_name='update',
            index=models.Index(condition=models.Q(('state', 'accepted')), fields=['-period_end', '-id'], include=('pilot',), name='update_accepted_newest'),
        ),
        migrations.AddConstraint(
            model_name='update',
            constraint=models.UniqueConstraint(fields=('pilot', 'number'), name='update_number_once'),
        ),
        migrations.AddConstraint(
            model_name='update',
            constraint=models.CheckConstraint(condition=models.Q(('period_start', None), ('period_end__gte', models.F('period_start')), _connector='OR'), name='update_period_in_order'),
        ),
        migrations.AddConstraint(
            model_name='update',
            constraint=models.CheckConstraint(condition=models.Q(('no_change', True), models.Q(models.Q(('confidence', ''), _negated=True), models.Q(('happened', ''), _negated=True)), _connector='OR'), name='update_says_something', violation_error_message='Say what happened and how confident you are, or no change.'),
        ),
        migrations.AddConstraint(
            model_name='update',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'questioned'), _negated=True), models.Q(('question', ''), _negated=True), _connector='OR'), name='update_question_asked'),
        ),
        migrations.AddConstraint(
            model_name='update',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), ('accepted_at__isnull', False), _connector='OR'), name='update_accepted_when'),
        ),
        migrations.AddConstraint(
            model_name='update',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), ('withdrawn_at__isnull', False)), models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('withdrawn_at', None)), _connector='OR'), name='update_withdrawn_when'),
        ),
        migrations.AddIndex(
            model_name='actual',
            index=models.Index(models.F('indicator'), models.OrderBy(models.F('as_of'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='actual_by_day'),
        ),
        migrations.AddIndex(
            model_name='actual',
            index=models.Index(condition=models.Q(('superseded', False), ('waits', True)), fields=['indicator'], name='actual_waiting'),
        ),
        migrations.AddIndex(
            model_name='actual',
            index=models.Index(condition=models.Q(('replaces__isnull', False)), fields=['replaces'], name='actual_by_replaced'),
        ),
        migrations.AddConstraint(
            model_name='actual',
            constraint=models.CheckConstraint(condition=models.Q(('value_high__isnull', True), models.Q(('value_high__gt', models.F('value_low')), ('value_qualifier', 'exactly')), _connector='OR'), name='actual_value_in_order', violation_error_message='The higher end of a range must be more than the lower end.'),
        ),
        migrations.AddConstraint(
            model_name='actual',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('missing', ''), ('value_low__isnull', False)), models.Q(('value_low__isnull', True), models.Q(('missing', ''), _negated=True)), _connector='OR'), name='actual_valued_or_reason', violation_error_message='Give a figure, or say why it is not known.'),
        ),
        migrations.AddConstraint(
            model_name='actual',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('counts', 'different'), _negated=True), models.Q(('difference', ''), _negated=True), _connector='OR'), name='actual_difference_said', violation_error_message='Say what is different from the plan.'),
        ),
        migrations.AddConstraint(
            model_name='actual',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded', False)), fields=('indicator', 'as_of'), name='actual_one_live_per_date', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='actual',
            constraint=models.CheckConstraint(condition=models.Q(('why', ''), ('replaces__isnull', False), _connector='OR'), name='actual_why_of_a_correction'),
        ),
        migrations.AddConstraint(
            model_name='actual',
            constraint=models.CheckConstraint(condition=models.Q(('waits', False), ('update', None), _connector='OR'), name='actual_waits_by_itself'),
        ),
        migrations.AddConstraint(
            model_name='actual',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn', False)), fields=('replaces',), name='actual_replaced_once'),
        ),
        migrations.AddConstraint(
            model_name='actual',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn', False), ('superseded', True), _connector='OR'), name='actual_withdrawn_stands_not'),
        ),
        migrations.AddConstraint(
            model_name='updatecorrection',
            constraint=models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='update_correction_with_reason'),
        ),
        migrations.AddIndex(
            model_name='yousaid',
            index=models.Index(fields=['place', 'state', '-id'], name='you_said_of_place'),
        ),
        migrations.AddConstraint(
            model_name='yousaid',
            constraint=models.CheckConstraint(condition=models.Q(('said', ''), _negated=True), name='you_said_says_something'),
        ),
        migrations.AddConstraint(
            model_name='yousaid',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), models.Q(models.Q(('did', ''), _negated=True), models.Q(('said_by', ''), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='you_said_answered_before_approved', violation_error_message='Say who said it, and what was done or why nothing was.'),
        ),
        migrations.AddConstraint(
            model_name='yousaid',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('declined', 'withdrawn')), _negated=True), models.Q(('because', ''), _negated=True), _connector='OR'), name='you_said_turned_down_with_reason', violation_error_message='Say why.'),
        ),
    ]
