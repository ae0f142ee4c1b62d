from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_tables'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='problem',
            field=models.CharField(blank=True, db_default='', max_length=200),
        ),
    ]
