from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0004_what_was_sent'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='undoes',
            field=models.JSONField(blank=True, null=True),
        ),
    ]
