from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0015_strength_of_parts'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='site',
            field=models.URLField(blank=True, db_default='', default='', help_text='The public website, or the page there that takes questions: the way in for people without an account here', max_length=500, verbose_name='website'),
        ),
    ]
